import type { InterfaceReading } from '@amud/protocol/reading.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InterfaceCounters, interfaceRates, networkOf, parseNetDev } from './network.ts';

const none = { bytes: 0, packets: 0, errors: 0, dropped: 0 };
const half = (bytes: number) => ({ ...none, bytes });

describe('/proc/net/dev', () => {
  it('is read also where a number touches the colon', () => {
    const text =
      'Inter-|   Receive\n face |bytes\n  eth0:123456789 7 1 2 0 0 0 0 42 3 4 5 0 0 0 0\n    lo: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n';
    expect([...parseNetDev(text)]).toEqual([
      [
        'eth0',
        {
          receive: { bytes: 123_456_789, packets: 7, errors: 1, dropped: 2 },
          transmit: { bytes: 42, packets: 3, errors: 4, dropped: 5 },
        },
      ],
    ]);
  });
});

describe('an interface between two looks', () => {
  it('has rates', () => {
    const now = { receive: half(5_000), transmit: half(1_000) };
    const before = { receive: half(0), transmit: half(500) };
    expect(interfaceRates(now, before, 2_000)).toMatchObject({
      receiveBytesPerSecond: 2_500,
      transmitBytesPerSecond: 250,
    });
  });

  it('has none when it was made anew', () => {
    expect(
      interfaceRates({ receive: half(1), transmit: half(9) }, { receive: half(2), transmit: half(1) }, 1_000),
    ).toBeUndefined();
  });

  it('never has rates that can not be', () => {
    const counter = fc.oneof(fc.nat(), fc.constantFrom(2 ** 32, 2 ** 64, Number.POSITIVE_INFINITY, Number.NaN));
    const way = fc.record({ bytes: counter, packets: counter, errors: counter, dropped: counter });
    const counters: fc.Arbitrary<InterfaceCounters> = fc.record({ receive: way, transmit: way });
    fc.assert(
      fc.property(counters, counters, fc.double({ min: -1, max: 1e6, noNaN: true }), (now, before, elapsedMs) => {
        for (const rate of Object.values(interfaceRates(now, before, elapsedMs) ?? {})) {
          expect(rate).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(rate)).toBe(true);
        }
      }),
    );
  });
});

describe('the traffic of a host', () => {
  const one = (kind: InterfaceReading['kind'], bytes: number): InterfaceReading => ({
    kind,
    up: true,
    receiveBytesPerSecond: bytes,
    transmitBytesPerSecond: 2 * bytes,
    receivePacketsPerSecond: 0,
    transmitPacketsPerSecond: 0,
    receiveErrorsPerSecond: 0,
    transmitErrorsPerSecond: 0,
    receiveDroppedPerSecond: 0,
    transmitDroppedPerSecond: 0,
  });

  it('is what passes cables and radio', () => {
    const network = networkOf({ eno1: one('physical', 5), wlan0: one('wireless', 7), br0: one('bridge', 5) });
    expect(network).toMatchObject({ receiveBytesPerSecond: 12, transmitBytesPerSecond: 24 });
  });

  it('is that of virtual interfaces in a container, but not of those within it', () => {
    const network = networkOf({ eth0: one('virtual', 5), veth1: one('virtual', 5) }, (name) => name === 'veth1');
    expect(network).toMatchObject({ receiveBytesPerSecond: 5 });
  });
});
