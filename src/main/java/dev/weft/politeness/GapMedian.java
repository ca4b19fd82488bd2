package dev.weft.politeness;

/**
 * The median of a stream in constant space: exact up to five values, then an estimate by the P²
 * algorithm (Jain and Chlamtac, Communications of the ACM 28, 1985), which is close where the
 * values are many or alike. 90 bytes.
 */
final class GapMedian {
  private static final int MARKERS = 5;

  private final double[] heights = new double[MARKERS];
  private final int[] ranks = {1, 2, 3, 4, 5};
  private int count;

  void add(double value) {
    if (count < MARKERS) {
      insert(value);
      return;
    }
    count++;
    for (int i = cell(value) + 1; i < MARKERS; i++) {
      ranks[i]++;
    }
    for (int i = 1; i < MARKERS - 1; i++) {
      double wanted = 1 + (count - 1) * i / (MARKERS - 1.0);
      double off = wanted - ranks[i];
      if (off >= 1 && ranks[i + 1] - ranks[i] > 1) {
        move(i, 1);
      } else if (off <= -1 && ranks[i - 1] - ranks[i] < -1) {
        move(i, -1);
      }
    }
  }

  /** The median of what was added, of which there must be some. */
  double value() {
    if (count == 0) {
      throw new IllegalStateException("no value was added");
    }
    if (count >= MARKERS) {
      return heights[2];
    }
    int middle = count / 2;
    return count % 2 == 1 ? heights[middle] : (heights[middle - 1] + heights[middle]) / 2;
  }

  /** All it knows, in words that {@link #read} takes. */
  String text() {
    StringBuilder text = new StringBuilder(Integer.toString(count));
    for (int i = 0; i < MARKERS; i++) {
      text.append(',').append((long) heights[i]).append(',').append(ranks[i]);
    }
    return text.toString();
  }

  static GapMedian read(String text) {
    String[] numbers = text.split(",", -1);
    GapMedian median = new GapMedian();
    median.count = Integer.parseInt(numbers[0]);
    for (int i = 0; i < MARKERS; i++) {
      median.heights[i] = Double.parseDouble(numbers[1 + 2 * i]);
      median.ranks[i] = Integer.parseInt(numbers[2 + 2 * i]);
    }
    return median;
  }

  private void insert(double value) {
    int at = count++;
    while (at > 0 && heights[at - 1] > value) {
      heights[at] = heights[at - 1];
      at--;
    }
    heights[at] = value;
  }

  /** The marker below the value, which the outer ones move to. */
  private int cell(double value) {
    if (value < heights[0]) {
      heights[0] = value;
      return 0;
    }
    if (value >= heights[MARKERS - 1]) {
      heights[MARKERS - 1] = value;
      return MARKERS - 2;
    }
    int cell = 0;
    while (value >= heights[cell + 1]) {
      cell++;
    }
    return cell;
  }

  private void move(int i, int by) {
    double height = parabola(i, by);
    if (heights[i - 1] < height && height < heights[i + 1]) {
      heights[i] = height;
    } else {
      heights[i] += by * (heights[i + by] - heights[i]) / (ranks[i + by] - ranks[i]);
    }
    ranks[i] += by;
  }

  private double parabola(int i, int by) {
    double above = (heights[i + 1] - heights[i]) / (ranks[i + 1] - ranks[i]);
    double below = (heights[i] - heights[i - 1]) / (ranks[i] - ranks[i - 1]);
    double weighted =
        (ranks[i] - ranks[i - 1] + by) * above + (ranks[i + 1] - ranks[i] - by) * below;
    return heights[i] + by * weighted / (ranks[i + 1] - ranks[i - 1]);
  }
}
