import type { StatsEntry } from '../core/stats.ts';

/** The entries of a report: an RTCStatsReport is a map that knows neither the types of its entries nor an array's ways. */
export function statsEntries(report: Pick<RTCStatsReport, 'forEach'>): StatsEntry[] {
  const entries: StatsEntry[] = [];
  report.forEach((entry: StatsEntry) => entries.push(entry));
  return entries;
}
