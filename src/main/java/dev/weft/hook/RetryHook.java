package dev.weft.hook;

/** Is asked after each try of a URL whether there will be another. */
public interface RetryHook extends Hook {
  /** What is to be done; {@link RetryAdvice#USUAL} leaves it to the retry table. */
  RetryAdvice afterTry(Tried tried) throws Exception;
}
