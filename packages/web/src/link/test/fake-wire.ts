import type { Clock } from '../clock.ts';
import { openLink, type Wire } from '../socket.ts';

export class FakeWire implements Wire {
  onopen: Wire['onopen'] = null;
  onmessage: Wire['onmessage'] = null;
  onclose: Wire['onclose'] = null;
  readonly sent: unknown[] = [];
  closed = false;
  /** 1 is open, 2 is closing. */
  readyState: Wire['readyState'] = 1;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  say(frame: unknown): void {
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.onmessage?.call(this as never, { data: text } as MessageEvent);
  }

  hello(build = 'one'): void {
    this.say({ type: 'hello', version: '1', build, now: 1 });
  }

  drop(code = 1006): void {
    this.onclose?.call(this as never, { code } as CloseEvent);
  }
}

export const fakeClock = () => {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const clock: Clock & { advance(ms: number): void } = {
    now: () => now,
    random: () => 1,
    after: (delayMs, run) => {
      const timer = { at: now + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => {
      now += ms;
      for (const timer of timers.filter((one) => one.at <= now)) {
        timers = timers.filter((other) => other !== timer);
        timer.run();
      }
    },
  };
  return clock;
};

/** A link to a server that the test plays. */
export const startLink = () => {
  const clock = fakeClock();
  const wires: FakeWire[] = [];
  const dial = () => {
    const wire = new FakeWire();
    wires.push(wire);
    return wire;
  };
  const link = openLink({ dial, clock });
  const last = (): FakeWire => {
    const wire = wires.at(-1);
    if (!wire) throw new Error('nothing was dialled');
    return wire;
  };
  return { link, clock, wires, last };
};
