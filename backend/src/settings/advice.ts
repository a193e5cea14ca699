import type { Source } from '../sources/source.ts';
import { formOf, titleAt } from './form.ts';

/** Settings that advice of a source may name, by the field where they are typed. */
const fields: Readonly<Record<string, string>> = {
  GITHUB_TOKEN: 'token',
  GITHUB_WRITE_TOKEN: 'writeToken',
  GITHUB_OWNER: 'owner',
  GITHUB_REPO: 'repositories',
  GITHUB_APP_ID: 'app.id',
  GITHUB_APP_PRIVATE_KEY: 'app.privateKey',
  GITHUB_APP_INSTALLATION_ID: 'app.installationId',
  GITHUB_WEBHOOK_SECRET: 'webhookSecret',
};
const variable = /\b[A-Z]{3,}(?:_[A-Z]+)+\b/g;

/**
 * Advice names settings by their variables. Of a connection that was typed it names the fields, and where they stand; an
 * interval only where no variable sets it. Without a title, as while it is being typed, the fields are in sight. Pure.
 */
export function adviseOn(
  source: Source,
  { title, given }: { readonly title: string; readonly given: ReadonlySet<string> },
): (advice: string) => string {
  const form = formOf(source);
  return (advice) => {
    const places = new Set<string>();
    const said = advice.replace(variable, (name) => {
      if (name.endsWith('_INTERVAL_SECONDS') && !given.has(name)) {
        places.add('Settings → Retention and intervals');
        return 'its interval';
      }
      const field = titleAt(form, fields[name]);
      if (field === undefined) return name;
      if (title) places.add(`Settings → Connections → ${title} → Edit`);
      return `“${field}”`;
    });
    return places.size === 0 ? said : `${said} (${[...places].join('; ')})`;
  };
}
