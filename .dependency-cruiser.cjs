/** One rule per row of the layer table (ARCHITECTURE, section 2). A layer lists what it may import of ours; anything else is a violation. */
const layer = (name, from, allowed, why) => ({
  name,
  comment: why,
  severity: 'error',
  from: { path: from },
  to: { path: '^(app|electron|renderer|tests|tools|samples|scripts)/', pathNot: [from, ...allowed] },
})

const DOMAIN = '^app/domain/'
const PLATFORM = '^app/(platform|db)/'
const RASTER = '^app/raster/'

module.exports = {
  forbidden: [
    layer('domain', '^app/domain/', [], 'The domain knows nobody: nouns and rules only.'),
    layer('contract', '^app/contract/', [DOMAIN], 'The contract says what can be done, not how.'),
    layer('rpc', '^app/rpc/', [DOMAIN, '^app/contract/define'], 'Dispatch and clients carry any contract.'),
    layer('raster', '^app/raster/', [DOMAIN], 'Kernels run anywhere: typed arrays in, typed arrays out.'),
    layer('platform', '^app/platform/', [DOMAIN], 'Node behind small interfaces, for everybody above.'),
    layer('db', '^app/db/', [DOMAIN], 'The only door to SQLite.'),
    layer('library', '^app/library/', [DOMAIN, PLATFORM, RASTER], 'Neighbours meet in pipeline and jobs, not in each other.'),
    layer('queue', '^app/queue/', [DOMAIN, PLATFORM, RASTER], 'The queue knows jobs, not what they do.'),
    layer('inference', '^app/inference/', [DOMAIN, PLATFORM, RASTER, '^models/'], 'Models know pictures, not the library.'),
    layer('media', '^app/media/', [DOMAIN, PLATFORM, RASTER], 'Serving and encoding know files, not the library.'),
    layer('providers', '^app/providers/', [DOMAIN, PLATFORM, '^models/'], 'Adapters know wires: no database, no queue, no library.'),
    layer('prompting', '^app/prompting/', [DOMAIN, PLATFORM, '^models/'], 'Texts and rules that come with the program: no library, no service.'),
    layer('ledger', '^app/ledger/', [DOMAIN, PLATFORM], 'The ledger knows money and intents, not services.'),
    layer('secrets', '^app/secrets/', [DOMAIN, PLATFORM], 'Keys go in and out here and nowhere else.'),
    layer('pipeline', '^app/pipeline/', [DOMAIN, PLATFORM, RASTER, '^app/(inference|media)/'], 'Stages are pure functions of artifacts: no library, no queue, no contract.'),
    layer(
      'jobs',
      '^app/jobs/',
      [DOMAIN, PLATFORM, RASTER, '^app/(pipeline|library|inference|media|providers|prompting|ledger)/', '^app/queue/define-job'],
      'Jobs join pipelines and the library; the queue runs them.',
    ),
    layer(
      'workers',
      '^app/workers/',
      [DOMAIN, PLATFORM, RASTER, '^app/(rpc|inference|pipeline)/', '^app/contract/define', '^app/library/prepare-import'],
      'Threads run stages and prepare imports; they open no database.',
    ),
    layer('studio', '^app/studio/', ['^app/(?!server/)'], 'The composition root sees everything but its hosts.'),
    layer('server', '^app/server/', [DOMAIN, '^app/(platform|contract|rpc|studio)/', '^app/media/serve'], 'A host carries messages; it holds no product.'),
    layer('electron', '^electron/', [DOMAIN, '^app/(platform|contract|rpc|studio)/', '^app/media/serve', '^app/server/(host|event-hub|live-pose-model|static-pages|uploads)'], 'A host carries messages; it holds no product. The window serves pages, uploads and the private socket with the code of the local host.'),
    layer('renderer', '^renderer/', [DOMAIN, '^app/contract/', '^app/rpc/(client|reply)', RASTER], 'The page knows the contract as a type, the domain and the kernels.'),
    { name: 'sqlite-has-one-door', comment: 'Only app/db opens databases, and the lock its own file.', severity: 'error', from: { path: '^app/', pathNot: '^app/(db/|platform/lock)' }, to: { path: 'better-sqlite3' } },
    { name: 'nobody-imports-tests', comment: 'Tests see all and are seen by none.', severity: 'error', from: { path: '^(app|electron|renderer|samples)/' }, to: { path: '^(tests|tools)/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
}
