import type { Reading } from '@amud/protocol/reading.ts';
import { BatteryTable, GpuTable } from './hardware-tables.tsx';
import { InterfaceTable } from './interface-table.tsx';
import { ProcessTable } from './process-table.tsx';
import { SensorTable } from './sensor-table.tsx';
import { DiskTable, FileSystemTable } from './storage-tables.tsx';

export const Tables = (props: { reading: Reading }) => (
  <div class="tables">
    <ProcessTable reading={props.reading} />
    <FileSystemTable reading={props.reading} />
    <DiskTable reading={props.reading} />
    <InterfaceTable reading={props.reading} />
    <GpuTable reading={props.reading} />
    <SensorTable reading={props.reading} />
    <BatteryTable reading={props.reading} />
  </div>
);
