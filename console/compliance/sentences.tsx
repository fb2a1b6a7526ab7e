/** Texts below each other, one on each line. */
export const Sentences = ({ texts }: { readonly texts: readonly string[] }) =>
  texts.map((text) => <div key={text}>{text}</div>)
