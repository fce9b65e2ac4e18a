const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** The formats GitHub's description uses; anything else it may name one day is reported by ajv as unknown. */
export const FORMATS: Readonly<Record<string, true | ((text: string) => boolean)>> = {
  'date-time': (text) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text)),
  date: (text) => DATE.test(text) && !Number.isNaN(Date.parse(text)),
  uri: (text) => URL.canParse(text),
  'uri-template': (text) => URL.canParse(text.replace(/\{[^{}]*\}/g, 'x')),
  email: (text) => /^[^@\s]+@[^@\s]+$/.test(text),
  // the size of a number is no matter of its text
  int64: true,
};
