import { m } from '../../../messages.ts';
import { useApp } from '../../../state/app.ts';
import { createExports } from '../../../state/exports.ts';
import { useTitle } from '../../title.ts';
import { ExportCard } from './export-card.tsx';
import { ImportCard } from './import-card.tsx';

/** What was built here as a file, and the way back from one. */
export const ExportPage = () => {
  useTitle(m.data_export);
  const exports = createExports(useApp().http);
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabindex="-1">{m.data_export()}</h1>
          <p>{m.data_export_about()}</p>
        </div>
      </div>
      <ExportCard exports={exports} />
      <ImportCard exports={exports} />
    </>
  );
};
