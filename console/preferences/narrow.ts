/** Whether the window is as narrow as that of a phone. */
export const isNarrow = (): boolean => matchMedia('(max-width: 688px)').matches
