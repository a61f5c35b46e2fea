/** What the VC-API was asked for and does not do: always the asker's fault, told to him as problem details of status 400. */
export class VcApiRefusal extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
    this.name = 'VcApiRefusal';
  }
}
