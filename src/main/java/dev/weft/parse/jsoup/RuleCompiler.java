package dev.weft.parse.jsoup;

import dev.weft.parse.extract.FieldType;
import dev.weft.parse.extract.PageMatcher;
import dev.weft.parse.extract.PagePattern;
import dev.weft.parse.extract.RuleException;
import dev.weft.parse.extract.RuleFault;
import dev.weft.parse.extract.RulePlace;
import dev.weft.parse.extract.Step;
import dev.weft.parse.extract.StepChain;
import dev.weft.parse.extract.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes of expressions what can be run, and gathers every fault on the way: what cannot be used is
 * replaced by something harmless, so that the rest is looked at too.
 */
final class RuleCompiler {
  private final List<RuleFault> faults = new ArrayList<>();

  List<RuleFault> faults() {
    return faults;
  }

  /** What the maker makes; empty, with the fault noted, if it cannot. */
  <T> Optional<T> tried(Maker<T> maker) {
    try {
      return Optional.of(maker.make());
    } catch (RuleException e) {
      faults.add(e.fault());
      return Optional.empty();
    }
  }

  PageMatcher pages(List<PagePattern> patterns) {
    return tried(() -> new PageMatcher(patterns)).orElse(PageMatcher.ALL);
  }

  StepChain steps(List<Step> steps) {
    return tried(() -> new StepChain(steps)).orElse(StepChain.NONE);
  }

  ValueReader values(FieldType type, RulePlace place) {
    try {
      return new ValueReader(type);
    } catch (IllegalArgumentException e) {
      faults.add(new RuleFault(place, String.valueOf(e.getMessage())));
      return new ValueReader(FieldType.TEXT);
    }
  }

  /** Makes something of an expression. */
  interface Maker<T> {
    T make() throws RuleException;
  }
}
