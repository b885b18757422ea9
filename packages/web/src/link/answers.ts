import { appOutput, appsChangeOutput, appUsesOutput } from '@amud/protocol/apps.ts';
import { backupCheckOutput, backupOutput, backupsOutput, bringOutput, pieceOutput } from '@amud/protocol/backup.ts';
import { boardsOutput } from '@amud/protocol/board-list.ts';
import { boardOutput, homeOutput } from '@amud/protocol/boards.ts';
import { calendarOutput } from '@amud/protocol/calendar.ts';
import { checkHistoryOutput, checkNowOutput, checkTestOutput } from '@amud/protocol/checks.ts';
import { containersOutput, discoveryOutput } from '@amud/protocol/discovery.ts';
import { exportOutput, importCheckOutput, importOutput } from '@amud/protocol/export.ts';
import { faultBody } from '@amud/protocol/faults.ts';
import {
  entriesOutput,
  feedOutput,
  feedsOutput,
  feedsWidgetOutput,
  feedTestOutput,
  opmlOutput,
  readAllOutput,
} from '@amud/protocol/feeds.ts';
import {
  accountsOutput,
  auditOutput,
  auditVerdict,
  checkupOutput,
  done,
  meOutput,
  newAccountOutput,
  oneTimePasswordOutput,
  sessionsOutput,
  signInOutput,
  signInsOutput,
  sourcesOutput,
  uploadOutput,
  uploadsOutput,
} from '@amud/protocol/http.ts';
import { iconFetchOutput, iconLicences, iconsOutput } from '@amud/protocol/icons.ts';
import { settingsChangeOutput } from '@amud/protocol/setting-schemas.ts';
import { placesOutput, weatherOutput } from '@amud/protocol/weather.ts';
import * as v from 'valibot';

/** What the server answers. Fetched with the first of its answers. */
const answers = {
  accountsOutput,
  appOutput,
  appUsesOutput,
  appsChangeOutput,
  auditOutput,
  auditVerdict,
  backupCheckOutput,
  backupOutput,
  backupsOutput,
  boardOutput,
  boardsOutput,
  bringOutput,
  calendarOutput,
  checkHistoryOutput,
  checkNowOutput,
  checkTestOutput,
  checkupOutput,
  containersOutput,
  discoveryOutput,
  done,
  entriesOutput,
  exportOutput,
  faultBody,
  feedOutput,
  feedTestOutput,
  feedsOutput,
  feedsWidgetOutput,
  homeOutput,
  iconFetchOutput,
  iconLicences,
  iconsOutput,
  importCheckOutput,
  importOutput,
  meOutput,
  newAccountOutput,
  oneTimePasswordOutput,
  opmlOutput,
  pieceOutput,
  placesOutput,
  readAllOutput,
  sessionsOutput,
  settingsChangeOutput,
  signInOutput,
  signInsOutput,
  sourcesOutput,
  uploadOutput,
  uploadsOutput,
  weatherOutput,
};

export type AnswerName = keyof typeof answers;
export type ValueOf<N extends AnswerName> = v.InferOutput<(typeof answers)[N]>;
export type Read = typeof read;

/** @returns undefined where it is not what the server promises. */
export const read = <N extends AnswerName>(name: N, answer: unknown): ValueOf<N> | undefined => {
  const parsed = v.safeParse(answers[name], answer);
  return parsed.success ? parsed.output : undefined;
};
