/** One field of a set-up form, as its JSON Schema says it. `name` is a dotted path. */
export interface FormField {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly kind: 'text' | 'secret' | 'address' | 'key' | 'number' | 'list' | 'choice';
  readonly options: readonly string[];
  readonly required: boolean;
  readonly main: boolean;
  /** What holds when it stays empty. */
  readonly usual: string;
  /** The heading it stands under. */
  readonly group: string | undefined;
}

interface Property {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly secret?: boolean;
  readonly multiline?: boolean;
  /** One of those by which a source signs in, though none is needed. */
  readonly main?: boolean;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

/** The fields of a form: those that are needed and those that sign in first, the others as `more`. */
export function fieldsOf(schema: unknown): { first: FormField[]; more: FormField[] } {
  const all = collect(schema as Property, '', undefined);
  const isFirst = (field: FormField) =>
    field.group === undefined && (field.required || field.main || field.kind === 'choice');
  return { first: all.filter(isFirst), more: all.filter((field) => !isFirst(field)) };
}

function collect(schema: Property, prefix: string, group: string | undefined): FormField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, one]) =>
    one.properties
      ? collect(one, `${prefix}${key}.`, one.title ?? key)
      : [
          {
            name: prefix + key,
            title: one.title ?? key,
            description: one.description,
            kind: kindOf(one),
            options: one.enum ?? [],
            required: group === undefined && (schema.required?.includes(key) ?? false),
            main: one.main ?? false,
            usual: [one.default ?? []].flat().join(', '),
            group,
          },
        ],
  );
}

function kindOf({ type, enum: options, secret, multiline, format }: Property): FormField['kind'] {
  // One must see what one pastes of an address; once it is stored, nobody sees it again.
  if (secret && format === 'uri') return 'address';
  if (secret) return multiline ? 'key' : 'secret';
  if (options) return 'choice';
  if (type === 'array') return 'list';
  return type === 'number' || type === 'integer' ? 'number' : 'text';
}

/** What was typed as a configuration; what stayed empty is left out, so that a stored secret stays. */
export function toConfig(
  fields: readonly FormField[],
  said: (name: string) => string,
): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = said(`config.${name}`).trim();
    if (text === '') continue;
    const [outer = '', inner] = name.split('.');
    const value = typedAs(kind, text);
    config[outer] = inner === undefined ? value : { ...Object(config[outer]), [inner]: value };
  }
  return config;
}

function typedAs(kind: FormField['kind'], text: string): unknown {
  if (kind === 'list')
    return text
      .split(/[\s,]+/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  // What is no number is sent as it is, so that the server says what is wrong with it.
  if (kind === 'number') return Number.isNaN(Number(text)) ? text : Number(text);
  return text;
}

/** What stands in a field of a connection that is there already. */
export function textOf(config: Readonly<Record<string, unknown>>, name: string): string {
  const value = name
    .split('.')
    .reduce<unknown>((inner, key) => (Object(inner) as Record<string, unknown>)[key], config);
  return [value ?? []].flat().join(', ');
}
