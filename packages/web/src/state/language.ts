/** The language of the page: the server chose it, and the page has the texts of no other. */
export const locale: string = globalThis.document?.documentElement.lang || 'en';

/** The same in the person's own variety, for numbers and dates: an English page writes British dates in a British browser. */
export const language: string =
  globalThis.navigator?.languages?.find((tag) => tag.split('-')[0]?.toLowerCase() === locale) ?? locale;
