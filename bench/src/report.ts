/** Figures of one server, by the name of what was measured. */
export type Figures = Record<string, number>;

export interface Row {
  readonly server: string;
  readonly figures: Figures;
}

/** The ratio of one server's figure to another's, and what it should not exceed. */
export interface Goal {
  readonly figure: string;
  readonly against: string;
  readonly limit: number;
  readonly ratio: number;
  readonly reached: boolean;
  /** What the ratio would be of a relay that does nothing: no server in Node gets below it. */
  readonly floor: number | null;
}

const GOALS: readonly Pick<Goal, 'figure' | 'against' | 'limit'>[] = [
  { figure: 'offer µs', against: 'socket.io', limit: 0.45 },
  { figure: 'candidate µs', against: 'socket.io', limit: 0.45 },
  { figure: 'offer x8 µs', against: 'socket.io', limit: 0.45 },
  { figure: 'candidate x8 µs', against: 'socket.io', limit: 0.45 },
  { figure: 'offer µs', against: 'bare ws', limit: 0.6 },
  { figure: 'offer x8 µs', against: 'bare ws', limit: 0.6 },
  { figure: 'candidate µs', against: 'bare ws', limit: 0.8 },
  { figure: 'candidate x8 µs', against: 'bare ws', limit: 0.8 },
  { figure: 'B/conn 10k', against: 'socket.io', limit: 0.5 },
];

/** The middle of several runs, figure by figure. */
export function median(runs: readonly Figures[]): Figures {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = runs.flatMap((run) => run[name] ?? []).toSorted((a, b) => a - b);
      return [name, values[Math.floor(values.length / 2)] ?? Number.NaN];
    }),
  );
}

/** How the first row does against the others. */
export function compare(rows: readonly Row[]): Goal[] {
  const figureOf = (server: string, figure: string) =>
    rows.find((row) => row.server === server)?.figures[figure];
  return GOALS.flatMap((goal) => {
    const own = figureOf('porthole', goal.figure);
    const other = figureOf(goal.against, goal.figure);
    if (own === undefined || other === undefined) return [];
    const floor = figureOf('floor', goal.figure);
    const ratio = rounded(own / other);
    return [
      {
        ...goal,
        ratio,
        reached: ratio <= goal.limit,
        floor: floor === undefined ? null : rounded(floor / other),
      },
    ];
  });
}

/** What a message costs that crosses from one node to another, as a ratio to one that does not; by figure. */
export function hopRatios(rows: readonly Row[]): Figures {
  const one = rows.find(({ server }) => server === 'porthole')?.figures ?? {};
  const two = rows.find(({ server }) => server === '2 nodes')?.figures ?? {};
  return Object.fromEntries(
    Object.entries(two).flatMap(([figure, cost]) => {
      const alone = one[figure];
      return alone === undefined ? [] : [[figure, rounded(cost / alone)]];
    }),
  );
}

function rounded(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}

/** A table for people. */
export function table(rows: readonly Row[], goals: readonly Goal[], hops: Figures): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.figures)))];
  const lines = [['', ...rows.map((row) => row.server)]];
  for (const name of names) lines.push([name, ...rows.map((row) => format(row.figures[name]))]);
  const verdicts = goals.map(
    ({ figure, against, ratio, limit, reached, floor }) =>
      `${reached ? 'ok  ' : 'MISS'} ${figure}: ${ratio} of ${against} (to reach: ${limit}, floor: ${floor ?? '–'})`,
  );
  return [
    ...lines.map((cells) => cells.map((cell, index) => cell.padEnd(index ? 12 : 18)).join('')),
    '',
    ...verdicts,
    ...Object.entries(hops).map(([figure, ratio]) => `hop  ${figure}: ${ratio} of one node`),
  ].join('\n');
}

function format(value: number | undefined): string {
  if (value === undefined) return '–';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
