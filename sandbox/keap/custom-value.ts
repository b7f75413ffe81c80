export interface CustomValue {
  id: string;
  content: unknown;
}
