package dev.weft.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One subcommand. */
interface Command {
  /** The word that asks for it. */
  String name();

  /** Its name, options and help, with itself as the user object. */
  CommandSpec spec();

  /**
   * Runs it.
   *
   * @return the exit code
   */
  int run(Context context, ParseResult parsed) throws CommandFailure;
}
