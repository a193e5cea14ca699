import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import type { Lock } from './lock.ts';
import { sbomOf } from './sbom.ts';

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const ours: Lock = read(join(import.meta.dirname, '..', '..', 'package-lock.json'));

/** The schema that CycloneDX publishes. */
function validator() {
  const library = fileURLToPath(import.meta.resolve('@cyclonedx/cyclonedx-library/package.json'));
  const schema = (name: string) =>
    read(join(dirname(library), 'res', 'schema', `${name}.SNAPSHOT.schema.json`));
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(schema('bom-1.6'));
}

interface Bom {
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly scope: string;
    readonly hashes?: readonly { readonly content: string }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

it('lists what we install as CycloneDX has it', () => {
  const validate = validator();
  const bom = sbomOf(ours) as Bom;

  expect(validate(bom), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  const refs = new Set(bom.components.map((component) => component['bom-ref']));
  expect(refs.size).toBe(bom.components.length);
  for (const { dependsOn } of bom.dependencies) expect(dependsOn.filter((ref) => !refs.has(ref))).toEqual([]);
  const fastify = bom.components.find((component) => component['bom-ref'].startsWith('pkg:npm/fastify@'));
  expect(fastify).toMatchObject({
    scope: 'required',
    hashes: [{ content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
  });
});

it('says the same of the same lock file, whatever the order of its entries', () => {
  const reversed = { ...ours, packages: Object.fromEntries(Object.entries(ours.packages).reverse()) };

  expect(JSON.stringify(sbomOf(reversed))).toBe(JSON.stringify(sbomOf(ours)));
});
