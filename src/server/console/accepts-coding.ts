/** Whether an Accept-Encoding header names the coding, and not with the quality 0. */
export function acceptsCoding(header: string, coding: string): boolean {
  return header.split(',').some((item) => {
    const [name, ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
    return name === coding && !parameters.some((each) => /^q=0(\.0*)?$/.test(each))
  })
}
