/**
 * Turns the messages of the source text into the tokens Lingui formats: text, `{name}`, and
 * plural, selectordinal and select with their branches. A tenth of the weight of the full parser,
 * which other languages do not need at run time because their catalogues are compiled at build.
 */

type Cases = Record<string, Tokens | number>;
export type Token = string | [string, string?, (Cases | string)?];
export type Tokens = Token[];

export function compileMessage(message: string): Tokens {
  if (!/[{']/.test(message)) return [message];
  const reader = new Reader(message);
  return reader.tokens(false);
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Everything up to the end, or up to the brace that closes a branch. */
  tokens(inPlural: boolean): Tokens {
    const found: Tokens = [];
    let plain = '';
    const flush = () => {
      if (plain) found.push(plain);
      plain = '';
    };
    while (this.at < this.text.length && this.text[this.at] !== '}') {
      const char = this.text[this.at] ?? '';
      if (char === '{') {
        flush();
        found.push(this.argument());
      } else if (char === '#' && inPlural) {
        flush();
        found.push('#');
        this.at += 1;
      } else {
        plain += char === "'" ? this.quoted(inPlural) : this.next();
      }
    }
    flush();
    return found;
  }

  private next(): string {
    return this.text[this.at++] ?? '';
  }

  /** ICU's apostrophe: doubled it is itself, before a brace it quotes, elsewhere it is plain. */
  private quoted(inPlural: boolean): string {
    const after = this.text[this.at + 1];
    if (after === "'") {
      this.at += 2;
      return "'";
    }
    if (after !== '{' && after !== '}' && !(after === '#' && inPlural)) return this.next();
    const end = this.text.indexOf("'", this.at + 2);
    const stop = end < 0 ? this.text.length : end;
    const literal = this.text.slice(this.at + 1, stop);
    this.at = stop + 1;
    return literal;
  }

  /** `{name}`, `{name, kind}` or `{name, plural, one {…} other {…}}`. */
  private argument(): Token {
    this.at += 1;
    const name = this.until(/[,}]/);
    if (this.next() !== ',') return [name];
    const kind = this.until(/[,}]/);
    if (this.next() !== ',') return [name, kind];
    if (kind === 'plural' || kind === 'selectordinal' || kind === 'select')
      return [name, kind, this.cases(kind !== 'select')];
    const style = this.until(/}/);
    this.at += 1;
    return [name, kind, style];
  }

  private cases(inPlural: boolean): Cases {
    const cases: Cases = {};
    while (this.at < this.text.length) {
      const key = this.until(/[{}\s]/);
      this.spaces();
      const char = this.next();
      if (char !== '{') break;
      cases[key.replace(/^=/, '')] = this.tokens(inPlural);
      this.at += 1;
      this.spaces();
      if (this.text[this.at] === '}') {
        this.at += 1;
        break;
      }
    }
    return cases;
  }

  private spaces(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private until(stop: RegExp): string {
    this.spaces();
    const start = this.at;
    while (this.at < this.text.length && !stop.test(this.text[this.at] ?? '')) this.at += 1;
    return this.text.slice(start, this.at).trim();
  }
}
