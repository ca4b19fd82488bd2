package dev.weft.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x: {css: p, typ: number} | 4:16: typ is unknown; must be of css, xpath, re, json-ld, meta,"
            + " page, const, all, type, format, locale, zone, do, required, default, fields; did"
            + " you mean type?",
        "x: {css: p, type: numbr} | 4:22: type is numbr; must be one of text, number, date, url,"
            + " boolean, exists; did you mean number?",
        "x: 'p[' | 4:8: `p[` is no CSS selector",
        "x: p:frobnicate | 4:8: `p:frobnicate` is no CSS selector: `:frobnicate` is unknown",
        "x: 'a,' | 4:10: `a,` is no CSS selector: it ends where more must come",
        "x: {xpath: $x} | 4:15: `$x` is no XPath expression",
        "x: a::text b | 4:8: `::` may only stand at the end",
        "x: {xpath: '//a['} | 4:16: `//a[` is no XPath expression",
        "x: {re: '(a'} | 4:13: `(a` is no RE2 expression",
        "x: {json-ld: Product..x} | 4:17: `Product..x` is no path into JSON-LD",
        "x: {page: titel} | 4:14: page is titel; must be one of url, title",
        "x: {css: p, do: trimm} | 4:20: `trimm` is no step",
        "x: {css: p, do: {split: [a, b]}} | 4:20: split takes one value",
        "x: {css: p, do: {replace: ['(a', b]}} | 4:32: `(a` is no RE2 expression",
        "x: {css: p, do: {replace: [a, $1]}} | 4:31: `$1` names group 1, but the expression has 0",
        "x: {css: p, type: date, format: bb} | 4:4: `bb` is no pattern of a date",
        "x: {css: p, type: date, zone: Nowhere} | 4:4: zone is Nowhere",
        "x: {css: p, type: number, locale: 1} | 4:38: locale is 1",
        "x: {css: p, format: d} | 4:16: format is for the type date",
        "x: {css: p, required: true, default: 1} | 4:32: x is required and has a default",
        "x: {css: p, required: yes} | 4:26: required is yes; must be true or false",
        "x: {all: true} | 4:4: x says nowhere to look",
        "x: {css: 'p::text', fields: {y: b}} | 4:15: `::text` takes a text, but elements are"
            + " wanted",
        "x: {meta: a, fields: {y: b}} | 4:14: meta gives texts, but places for fields are wanted",
        "_x: p | 4:4: `_x` cannot be a field's name",
        "x: | 4:6: must be a CSS selector",
      })
  void aMistakeInAFieldHasItsPlaceAndRemedy(String field, String message) throws IOException {
    String yaml = "items:\n- item: a\n  fields:\n   " + field + "\n";

    assertThat(mistakes(yaml)).singleElement().asString().startsWith(rules() + ":" + message);
  }

  @Test
  void mistakesAreToldTogetherInTheOrderOfTheFile() throws IOException {
    List<String> mistakes =
        mistakes(
            """
            item: x
            items:
              - {item: Big, fields: {a: p}}
              - {on: nowhere, item: b, fields: {a: "p["}}
              - {item: c}
            follow:
              - {links: a, next: b}
              - {priority: 1}
              - {links: a, priority: 101, pages: 2}
            """);

    assertThat(mistakes)
        .extracting(mistake -> mistake.substring(rules().toString().length() + 1))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("1:1: item is unknown").endsWith("items?"),
            second -> assertThat(second).startsWith("3:12: item is Big; must be of small letters"),
            third -> assertThat(third).startsWith("4:10: `nowhere` matches no URL"),
            fourth -> assertThat(fourth).startsWith("4:41: `p[` is no CSS selector"),
            fifth -> assertThat(fifth).startsWith("5:5: the rule has no fields"),
            sixth -> assertThat(sixth).startsWith("7:5: a follow rule has one of links, next"),
            seventh -> assertThat(seventh).startsWith("8:5: the follow rule says not which links"),
            eighth ->
                assertThat(eighth).startsWith("9:26: priority is 101; must be a whole number"),
            ninth -> assertThat(ninth).startsWith("9:31: pages is for rules with next"));
  }

  @Test
  void aFileThatHoldsNoRulesIsTold() throws IOException {
    assertThat(mistakes("")).singleElement().asString().contains("holds no rules");
    assertThat(mistakes("[]")).singleElement().asString().contains("must hold the keys items");
    assertThat(mistakes("items: []")).singleElement().asString().contains("holds no rules");
    assertThat(mistakes("a: [")).singleElement().asString().contains("is no YAML");
  }

  @Test
  void deepAndWideFilesAreBounded() throws IOException {
    String deep = "{css: a, fields: {x: ".repeat(12) + "b" + "}}".repeat(12);
    assertThat(mistakes("items: [{item: a, fields: {x: " + deep + "}}]").toString())
        .contains("fields are more than 8 deep in fields");
    StringBuilder wide = new StringBuilder("items:\n- item: a\n  fields:\n");
    for (int i = 0; i < 2_000; i++) {
      wide.append("    x").append(i).append(": p\n");
    }
    assertThat(mistakes(wide.toString()).toString()).contains("at most 1000 are allowed");
    String bomb =
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nitems:\n- {item: a, fields: {x: *c}}\n";
    assertThat(mistakes(bomb)).isNotEmpty();
  }

  private Path rules() {
    return folder.resolve("rules.yaml");
  }

  private List<String> mistakes(String yaml) throws IOException {
    Files.writeString(rules(), yaml);
    ConfigException problem =
        catchThrowableOfType(ConfigException.class, () -> RulesFile.read(rules(), "--rules"));
    return problem == null ? List.of() : problem.mistakes();
  }
}
