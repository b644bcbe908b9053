import { describe, expect, it, vi } from 'vitest';
import type { Command } from './commands';
import { createKeyListener, keyName } from './hotkeys';

const press = (key: string, init: KeyboardEventInit = {}, target: Element = document.body) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'target', { value: target });
  return event;
};

function setup(enabled = true) {
  const run = { go: vi.fn(), palette: vi.fn(), help: vi.fn() };
  const commands: Command[] = [
    { id: 'go', title: 'Queue', group: 'Go', keys: 'g q', run: run.go },
    { id: 'palette', title: 'Palette', group: 'Help', keys: 'mod+k', run: run.palette },
    { id: 'help', title: 'Keys', group: 'Help', keys: '?', run: run.help },
  ];
  return {
    run,
    listener: createKeyListener(
      () => commands,
      () => enabled,
    ),
  };
}

describe('keys', () => {
  it('names printed characters by themselves and letters with their shift', () => {
    expect(keyName(press('?', { shiftKey: true }))).toBe('?');
    expect(keyName(press('X', { shiftKey: true }))).toBe('shift+x');
    expect(keyName(press('k', { ctrlKey: true }))).toBe('mod+k');
  });

  it('runs a sequence, and forgets it after another key', () => {
    const { run, listener } = setup();
    listener.handle(press('g'));
    listener.handle(press('z'));
    listener.handle(press('q'));
    expect(run.go).not.toHaveBeenCalled();
    listener.handle(press('g'));
    listener.handle(press('q'));
    expect(run.go).toHaveBeenCalledTimes(1);
  });

  it('forgets a started sequence after a while', () => {
    vi.useFakeTimers();
    const { run, listener } = setup();
    listener.handle(press('g'));
    vi.advanceTimersByTime(2_000);
    listener.handle(press('q'));
    expect(run.go).not.toHaveBeenCalled();
    vi.useRealTimers();
  });

  it('leaves typing alone but keeps chords', () => {
    const { run, listener } = setup();
    const field = document.createElement('input');
    listener.handle(press('?', {}, field));
    listener.handle(press('k', { ctrlKey: true }, field));
    expect(run.help).not.toHaveBeenCalled();
    expect(run.palette).toHaveBeenCalledTimes(1);
  });

  it('can be switched off, chords stay', () => {
    const { run, listener } = setup(false);
    listener.handle(press('?'));
    listener.handle(press('k', { ctrlKey: true }));
    expect(run.help).not.toHaveBeenCalled();
    expect(run.palette).toHaveBeenCalledTimes(1);
  });
});
