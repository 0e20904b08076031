// What a function of the lab throws when it is called with something it cannot take.

export class ArgumentError extends TypeError {
  override readonly name = 'TypeError'
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}
