import { AttemptDialog } from './attempt-dialog.js';
import { CancelDialog } from './cancel-dialog.js';
import { CloseDialog } from './close-dialog.js';
import { CorrectDialog } from './correct-dialog.js';
import { EmergencyDialog } from './emergency-dialog.js';
import { FinishDialog } from './finish-dialog.js';
import { HandoverDialog } from './handover-dialog.js';
import { MainRequestDialog } from './main-request-dialog.js';
import { NoteDialog } from './note-dialog.js';
import { DeclineDialog, ReplanDialog } from './reason-dialog.js';
import { ReferDialog } from './refer-dialog.js';
import { ScheduleDialog } from './schedule-dialog.js';
import { ArriveDialog, DepartDialog } from './step-dialog.js';
import { TakeoverDialog } from './takeover-dialog.js';
import { ZoneDialog } from './zone-dialog.js';

/** The dialog of an action; one without acts at once. */
export const DIALOGS = {
  attempt: AttemptDialog,
  schedule: ScheduleDialog,
  depart: DepartDialog,
  arrive: ArriveDialog,
  finish: FinishDialog,
  close: CloseDialog,
  replan: ReplanDialog,
  handover: HandoverDialog,
  change_zone: ZoneDialog,
  cancel: CancelDialog,
  decline: DeclineDialog,
  refer: ReferDialog,
  mark_duplicate: MainRequestDialog,
  emergency: EmergencyDialog,
  correct: CorrectDialog,
  note: NoteDialog,
  takeover: TakeoverDialog,
};
