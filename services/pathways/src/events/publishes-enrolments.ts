import {
  enrolmentApproved,
  enrolmentExitRequested,
  enrolmentOptedIn,
  enrolmentPaused,
  enrolmentRefused,
  enrolmentRequested,
  enrolmentResumed,
  enrolmentStarted,
  enrolmentTimedOut,
} from '@cairn/events';
import { type Changed, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import { enrolmentData } from './publishes.js';
import type { Enrolment, PauseReason } from '../enrolment/enrolment.js';

export const aboutEnrolment = ({ tenant, id, told, version }: Enrolment) => ({
  tenant: asUuid(tenant),
  subject: asUuid(id),
  version: told,
  changed: [{ type: 'ENROLMENT', id: asUuid(id), version } satisfies Changed],
});

/** It began, or is asked for. */
export const enrolmentBegunEvent = (enrolment: Enrolment): NewEvent =>
  newEvent({ ...aboutEnrolment(enrolment), contract: enrolment.state === 'REQUESTED' ? enrolmentRequested : enrolmentStarted, data: enrolmentData(enrolment) });

export const enrolmentDecidedEvent = (enrolment: Enrolment): NewEvent =>
  newEvent({ ...aboutEnrolment(enrolment), contract: enrolment.approval === 'GIVEN' ? enrolmentApproved : enrolmentRefused, data: enrolmentData(enrolment) });

export const enrolmentPausedEvent = (enrolment: Enrolment, reason: PauseReason): NewEvent =>
  newEvent({ ...aboutEnrolment(enrolment), contract: enrolmentPaused, data: { ...enrolmentData(enrolment), reason } });

export const enrolmentResumedEvent = (enrolment: Enrolment): NewEvent =>
  newEvent({ ...aboutEnrolment(enrolment), contract: enrolmentResumed, data: enrolmentData(enrolment) });

export const enrolmentTimedOutEvent = (enrolment: Enrolment, withdrawnOn: string): NewEvent =>
  newEvent({ ...aboutEnrolment(enrolment), contract: enrolmentTimedOut, data: { ...enrolmentData(enrolment), withdrawnOn } });

/** @param to bare id of the version chosen */
export const enrolmentOptedInEvent = (enrolment: Enrolment, to: string, on: string): NewEvent =>
  newEvent({ ...aboutEnrolment(enrolment), contract: enrolmentOptedIn, data: { ...enrolmentData(enrolment), to, on } });

export const enrolmentExitRequestedEvent = (enrolment: Enrolment, exit: string, on: string): NewEvent =>
  newEvent({ ...aboutEnrolment(enrolment), contract: enrolmentExitRequested, data: { ...enrolmentData(enrolment), exit, on } });
