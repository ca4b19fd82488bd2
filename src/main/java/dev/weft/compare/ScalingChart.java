package dev.weft.compare;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How speed grows with workers: a line for threads and one for processes, in times the first row,
 * beside the line of as many times as there are workers. An SVG within the page.
 */
final class ScalingChart {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 200;
  private static final int LEFT = 34;
  private static final int BELOW = 30;
  private static final int ABOVE = 10;
  private static final int RIGHT = 80;

  /** Two points are told better by two numbers. */
  private static final int SIZES_MIN = 3;

  /** Between two labels at the ends of lines. */
  private static final double LABEL_HEIGHT = 13;

  private final int workersMax;
  private double lowestLabel;
  private final StringBuilder svg = new StringBuilder(2_000);

  private ScalingChart(int workersMax) {
    this.workersMax = workersMax;
  }

  /** One point: so many workers, so many times the first row's speed. */
  private record Point(int workers, double speed) {}

  /** The chart of a contest of workers; empty if it is none, or of too few sizes to draw. */
  static Optional<String> of(ContestResult contest) {
    List<Point> threads = points(contest, ParseTrial.THREADS);
    List<Point> processes = points(contest, ParseTrial.PROCESSES);
    if (threads.size() < SIZES_MIN || processes.size() < SIZES_MIN) {
      return Optional.empty();
    }
    ScalingChart chart = new ScalingChart(threads.get(threads.size() - 1).workers());
    chart.draw(threads, processes);
    return Optional.of(chart.svg.toString());
  }

  /** Trials of workers are told their model and how many they are. */
  private static List<Point> points(ContestResult contest, String model) {
    List<Point> points = new ArrayList<>();
    for (EntryResult entry : contest.entries()) {
      List<String> trial = entry.entry().trial();
      if (trial.size() > 2 && trial.get(1).equals(model) && contest.speed(entry) > 0) {
        points.add(new Point(Integer.parseInt(trial.get(2)), contest.speed(entry)));
      }
    }
    return points;
  }

  private void draw(List<Point> threads, List<Point> processes) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"scaling\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"speed by"
                + " workers\">",
            WIDTH,
            HEIGHT));
    for (int times = 0; times <= workersMax; times += Math.max(1, workersMax / 4)) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\">%d×</text>",
              LEFT,
              y(times),
              WIDTH - RIGHT,
              LEFT - 6,
              y(times) + 4,
              times));
    }
    for (Point point : threads) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
              x(point.workers()),
              HEIGHT - 14,
              point.workers()));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">workers</text>",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 1));
    line("ideal", List.of(new Point(1, 1), new Point(workersMax, workersMax)));
    line("threads", threads);
    line("processes", processes);
    label("ideal", workersMax, "1 × each");
    boolean threadsFirst = last(threads).speed() >= last(processes).speed();
    label(threadsFirst ? threads : processes, threadsFirst ? "threads" : "processes");
    label(threadsFirst ? processes : threads, threadsFirst ? "processes" : "threads");
    svg.append("</svg>");
  }

  private static Point last(List<Point> points) {
    return points.get(points.size() - 1);
  }

  private void line(String kind, List<Point> points) {
    svg.append("<path class=\"").append(kind).append("\" d=\"");
    String to = "M";
    for (Point point : points) {
      svg.append(
          String.format(Locale.ROOT, "%s%.1f %.1f", to, x(point.workers()), y(point.speed())));
      to = "L";
    }
    svg.append("\"/>");
  }

  private void label(List<Point> points, String kind) {
    label(kind, last(points).speed(), kind);
  }

  /** Behind the end of a line, below the labels that are there; from the highest down. */
  private void label(String kind, double speed, String words) {
    lowestLabel = Math.max(lowestLabel + LABEL_HEIGHT, y(speed) + 4);
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%d\" y=\"%.1f\">%s</text>",
            kind,
            WIDTH - RIGHT + 6,
            lowestLabel,
            words));
  }

  private double x(double workers) {
    double from = LEFT + 12;
    return from + (WIDTH - RIGHT - from) * (workers - 1) / (workersMax - 1);
  }

  private double y(double speed) {
    double room = HEIGHT - BELOW - ABOVE;
    return HEIGHT - BELOW - room * Math.min(1.1, speed / workersMax);
  }
}
