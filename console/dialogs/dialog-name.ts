/** The changes of a key, each with a dialog. */
export type DialogName = 'rotate' | 'enable' | 'period' | 'disable'

export const DIALOG_NAMES: readonly DialogName[] = ['rotate', 'enable', 'period', 'disable']

export interface DialogTexts {
  /** The button that opens the dialog. */
  readonly open: string
  readonly title: string
  readonly submit: string
}

export const DIALOG_TEXTS: { readonly [name in DialogName]: DialogTexts } = {
  rotate: { open: 'Rotate now', title: 'Rotate now', submit: 'Rotate' },
  enable: {
    open: 'Turn on automatic rotation',
    title: 'Turn on automatic rotation',
    submit: 'Turn on',
  },
  period: {
    open: 'Change the period',
    title: 'Change the period',
    submit: 'Change the period',
  },
  disable: {
    open: 'Turn off automatic rotation',
    title: 'Turn off automatic rotation',
    submit: 'Turn off',
  },
}

/** Whether the dialog asks for the name of the key. */
export const needsConfirmation = (name: DialogName): boolean => name === 'rotate' || name === 'disable'

/** Whether the dialog asks for a period. */
export const hasPeriod = (name: DialogName): boolean => name === 'enable' || name === 'period'
