/** Where a headless host with a public address takes calls of fal. */
export const FAL_WEBHOOK_PATH = '/webhooks/fal'
