package dev.weft.tidy;

import org.assertj.core.configuration.Configuration;
import org.assertj.core.configuration.PreferredAssumptionException;

/**
 * Has failed assumptions skip a test of JUnit's, though TestNG is there too, for the TCK. AssertJ
 * finds it as a service.
 */
public final class AssertionSettings extends Configuration {
  @Override
  public PreferredAssumptionException preferredAssumptionException() {
    return PreferredAssumptionException.JUNIT5;
  }

  @Override
  public void applyAndDisplay() {
    apply();
  }
}
