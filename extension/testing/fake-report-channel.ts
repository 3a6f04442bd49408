import { parseReportMessage, type Report, type ReportMessage } from '../core/report.ts';

/** One end of a channel: keeps what is sent on it. */
export class FakeReportChannel extends EventTarget {
  readyState: RTCDataChannelState = 'open';
  bufferedAmount = 0;
  readonly sent: (ReportMessage | null)[] = [];
  /** ms that the way to the peer takes */
  delay = 0;
  peer: FakeReportChannel | null = null;

  send(data: string): void {
    this.sent.push(parseReportMessage(data));
    setTimeout(() => this.peer?.deliver(data), this.delay);
  }

  deliver(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  get reports(): Report[] {
    return this.sent.filter((message) => message?.type === 'report');
  }

  get pings(): ReportMessage[] {
    return this.sent.filter((message) => message?.type === 'ping');
  }
}
