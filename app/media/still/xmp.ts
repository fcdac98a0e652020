/** IPTC's vocabulary of how a picture came about (cv.iptc.org/newscodes/digitalsourcetype). */
export type DigitalSourceType = 'compositeSynthetic'

export interface PictureCredits {
  readonly creator: string | null
  readonly copyright: string | null
  /** Null says nothing of it. */
  readonly source: DigitalSourceType | null
}

/** An XMP packet with who made a picture, whose it is, and whether machines had a part in it (IPTC photo metadata 2023.2). */
export function xmpPacket({ creator, copyright, source }: PictureCredits): string {
  const fields = [
    '<xmp:CreatorTool>Drape</xmp:CreatorTool>',
    ...(creator === null ? [] : [`<dc:creator><rdf:Seq><rdf:li>${escaped(creator)}</rdf:li></rdf:Seq></dc:creator>`]),
    ...(copyright === null
      ? []
      : [
          `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${escaped(copyright)}</rdf:li></rdf:Alt></dc:rights>`,
          '<xmpRights:Marked>True</xmpRights:Marked>',
        ]),
    ...(source === null
      ? []
      : [`<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/${source}</Iptc4xmpExt:DigitalSourceType>`]),
  ]
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">',
    ...fields,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n')
}

/** Control characters cannot stand in XML, not even escaped. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
