package dev.weft.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line of an explanation: what it is about, and what is to be said of that. */
record Fact(String about, String text) {
  private static final int ABOUT_WIDTH = 14;

  /** Facts as they go over the control socket: a line each, the parts with a tab between. */
  static String wire(List<Fact> facts) {
    StringBuilder wire = new StringBuilder();
    facts.forEach(
        fact ->
            wire.append(fact.about).append('\t').append(fact.text.replace('\n', ' ')).append('\n'));
    return wire.toString();
  }

  /** Reads what {@link #wire} gave. */
  static List<Fact> read(String wire) {
    List<Fact> facts = new ArrayList<>();
    for (String line : wire.split("\n", -1)) {
      int tab = line.indexOf('\t');
      if (tab >= 0) {
        facts.add(new Fact(line.substring(0, tab), line.substring(tab + 1)));
      }
    }
    return facts;
  }

  /** Facts as people read them; what is about the same as the line above leaves that out. */
  static List<String> lines(List<Fact> facts) {
    List<String> lines = new ArrayList<>();
    String above = "";
    for (Fact fact : facts) {
      String about = fact.about.equals(above) ? "" : fact.about;
      lines.add(
          String.format(Locale.ROOT, "  %-" + ABOUT_WIDTH + "s  %s", about, fact.text)
              .stripTrailing());
      above = fact.about;
    }
    return lines;
  }

  /** One JSON object: {@code subject}, and the facts in their order. */
  static String json(String subject, List<Fact> facts) {
    return JsonText.of(
        json -> {
          json.writeNumberField("schema", 1);
          json.writeStringField("subject", subject);
          json.writeArrayFieldStart("facts");
          for (Fact fact : facts) {
            json.writeStartObject();
            json.writeStringField("about", fact.about);
            json.writeStringField("text", fact.text);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
