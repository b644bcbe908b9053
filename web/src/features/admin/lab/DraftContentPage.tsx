import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { CardsSkeleton } from '@/ui/Skeletons';
import { DraftScope } from '../frame/draft-scope';

const PAGES = {
  routing: lazy(async () => ({ default: (await import('../routing/RoutingPage')).RoutingPage })),
  classification: lazy(async () => ({
    default: (await import('../classification/ClassificationPage')).ClassificationPage,
  })),
  matrix: lazy(async () => ({ default: (await import('../classification/MatrixPage')).MatrixPage })),
  sla: lazy(async () => ({ default: (await import('../sla/SlaPage')).SlaPage })),
  calendars: lazy(async () => ({ default: (await import('../calendars/CalendarsPage')).CalendarsPage })),
};
const CalendarPage = lazy(async () => ({
  default: (await import('../calendars/CalendarPage')).CalendarPage,
}));

/** The page that edits what is in force, over a draft instead. */
export function DraftContentPage() {
  const { draftId = '', part = '' } = useParams({ strict: false }) as { draftId?: string; part?: string };
  const Content = PAGES[part as keyof typeof PAGES] ?? PAGES.routing;
  return (
    <DraftScope key={`${draftId}-${part}`} id={draftId}>
      <Suspense fallback={<CardsSkeleton />}>
        <Content />
      </Suspense>
    </DraftScope>
  );
}

export function DraftCalendarPage() {
  const { draftId = '' } = useParams({ strict: false }) as { draftId?: string };
  return (
    <DraftScope key={draftId} id={draftId}>
      <Suspense fallback={<CardsSkeleton />}>
        <CalendarPage />
      </Suspense>
    </DraftScope>
  );
}
