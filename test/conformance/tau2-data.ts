/** What τ²-bench's airline data is made of, as far as the replay looks at it. */
export interface Call {
  readonly tool: string;
  readonly args: Args;
  readonly result: unknown;
}
export type Args = Readonly<Record<string, unknown>>;

export interface Task {
  readonly id: string;
  /** What the customer wants, in one text or several. */
  readonly prompt?: unknown;
  readonly calls: readonly Call[];
}
export interface Suite {
  readonly tools: readonly { readonly name: string; readonly kind: string; readonly parameters: Args }[];
  readonly user_tasks: readonly Task[];
}

export interface Leg {
  readonly flight_number: string;
  readonly date: string;
}
export interface Payment {
  readonly payment_id: string;
  readonly amount: number;
}
export interface Reservation {
  readonly reservation_id: string;
  readonly user_id: string;
  readonly cabin: string;
  readonly flights: readonly Leg[];
  readonly passengers: readonly Args[];
  readonly payment_history: readonly Payment[];
  readonly created_at: string;
  readonly total_baggages: number;
  readonly insurance: string;
  readonly status: string | null;
}
export interface User {
  readonly user_id: string;
  readonly payment_methods: Readonly<Record<string, Args>>;
  readonly reservations: readonly string[];
}
export interface Database {
  readonly users: Readonly<Record<string, User>>;
  readonly reservations: Readonly<Record<string, Reservation>>;
  readonly flights: Readonly<Record<string, { readonly dates: Readonly<Record<string, { readonly status: string }>> }>>;
}
