package dev.weft.control;

import java.util.concurrent.CompletionStage;

/** What answers the questions that come over a {@link ControlServer}; called on its thread. */
public interface ControlHandler {
  /**
   * Answers with a text of at most 4 MB. A stage that fails refuses the question, and the failure's
   * message is told to the asker.
   *
   * @param verb what is asked, such as {@code status}
   * @param argument what it is asked of; "" where the verb says all
   */
  CompletionStage<String> answer(String verb, String argument);
}
