/**
 * The content security policy demands Trusted Types, and Solid makes its elements from markup. That markup is written by
 * the compiler, so this policy has only to refuse what the compiler never writes: scripts, handlers, foreign documents.
 */
const forbidden = /<\s*(script|iframe|object|embed|base|link|meta|style)\b|\son[a-z]+\s*=|javascript\s*:|srcdoc/i;

export const checkMarkup = (markup: string): string => {
  if (forbidden.test(markup)) throw new TypeError('This markup is not allowed.');
  return markup;
};

type PolicyFactory = { createPolicy(name: string, rules: { createHTML(markup: string): string }): unknown };

export const requireTrustedMarkup = (factory: PolicyFactory | undefined): void => {
  factory?.createPolicy('default', { createHTML: checkMarkup });
};
