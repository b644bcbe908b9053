/** One field that somebody else changed while the form was open. */
export interface Clash {
  field: string;
  before: unknown;
  theirs: unknown;
  /** Changed here too: what was typed is kept. */
  mine: boolean;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Bring a form up to date with a record that was saved by somebody else meanwhile: fields touched
 * here keep what was typed, the others take the new value.
 */
export function mergeEdits<V extends object>(before: V, mine: V, theirs: V) {
  const values = { ...theirs } as Record<string, unknown>;
  const clashes: Clash[] = [];
  for (const field of Object.keys(theirs)) {
    const [old, typed, now] = [before, mine, theirs].map((all) => (all as Record<string, unknown>)[field]);
    const touched = !same(old, typed);
    if (touched) values[field] = typed;
    if (!same(old, now) && !same(typed, now))
      clashes.push({ field, before: old, theirs: now, mine: touched });
  }
  return { values: values as V, clashes };
}

/** The form's field for the server's: itself where the form has it, else its first part that the form has. */
export function fieldFor(serverField: string, fields: readonly string[]): string | undefined {
  const parts = serverField.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const name = parts.slice(0, length).join('.');
    if (fields.includes(name)) return name;
  }
  return fields.find((field) => parts.includes(field));
}

/** Messages of the server sorted into those a field shows and those only the form as a whole can. */
export function sortMessages(
  messages: Record<string, string>,
  fields: readonly string[],
  fieldOf: (serverField: string) => string | undefined = () => undefined,
) {
  const byField: Record<string, string> = {};
  const others: string[] = [];
  for (const [serverField, message] of Object.entries(messages)) {
    const field = fieldOf(serverField) ?? fieldFor(serverField, fields);
    if (field) byField[field] ??= message;
    else others.push(message);
  }
  return { byField, others };
}
