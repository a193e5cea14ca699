import { parse, YAMLError } from 'yaml';

/** The text of a workflow as it was parsed; undefined when it is no YAML. Pure. */
export function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    // Too many aliases is a ReferenceError there.
    if (error instanceof YAMLError || error instanceof ReferenceError) return undefined;
    throw error;
  }
}
