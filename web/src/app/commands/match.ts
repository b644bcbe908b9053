import type { Command } from '@/lib/commands';

/** Commands whose title or keywords contain every typed word; best (title starts with it) first. */
export function matching(commands: Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const listed = commands.filter((command) => command.palette !== false);
  if (words.length === 0) return listed;
  return listed
    .filter((command) => {
      const text = `${command.title} ${command.keywords ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => rank(a, words) - rank(b, words));
}

function rank(command: Command, words: string[]): number {
  return command.title.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1;
}

export function groupCommands(commands: Command[]): [string, Command[]][] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    const list = groups.get(command.group);
    if (list) list.push(command);
    else groups.set(command.group, [command]);
  }
  return [...groups];
}
