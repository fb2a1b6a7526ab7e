/** Saves a file in the reader's download folder. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has read the address when the click has been processed.
  setTimeout(() => URL.revokeObjectURL(link.href))
}
