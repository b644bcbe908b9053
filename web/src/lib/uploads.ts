/** Send a file to a ticket; what sends is fetched with the first file. */
export async function sendFile(
  ...args: Parameters<typeof import('./send-file').sendFile>
): ReturnType<typeof import('./send-file').sendFile> {
  const { sendFile: send } = await import('./send-file');
  return send(...args);
}
