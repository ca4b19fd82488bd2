package dev.weft.hook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The hooks of a crawl by their kinds, each kind in the order in which it is asked, and how long
 * each may take over one question.
 */
public final class Hooks {
  /** How long a call may take, unless {@link #within} says otherwise: what users wait for. */
  public static final Duration TIME_MAX = Duration.ofSeconds(30);

  /** None; a crawl without hooks has neither their threads nor a step more. */
  public static final Hooks NONE = of(List.of());

  private static final Duration TIME_MIN = Duration.ofMillis(1);

  private final List<Hook> all;
  private final List<RequestHook> requests;
  private final List<ResponseHook> responses;
  private final List<RetryHook> retries;
  private final List<OutlinkHook> outlinks;
  private final List<ScopeHook> scopes;
  private final List<PageHook> pages;
  private final Duration timeMax;

  private Hooks(List<Hook> all, Duration timeMax) {
    this.all = all;
    this.timeMax = timeMax;
    requests = kind(all, RequestHook.class);
    responses = kind(all, ResponseHook.class);
    retries = kind(all, RetryHook.class);
    outlinks = kind(all, OutlinkHook.class);
    scopes = kind(all, ScopeHook.class);
    pages = kind(all, PageHook.class);
  }

  /**
   * These, asked in this order.
   *
   * @throws IllegalArgumentException if one is of no kind that is asked for anything
   */
  public static Hooks of(List<? extends Hook> hooks) {
    Hooks made = new Hooks(List.copyOf(hooks), TIME_MAX);
    for (Hook hook : made.all) {
      if (made.kinds().noneMatch(kind -> kind.contains(hook))) {
        throw new IllegalArgumentException(
            hook.getClass().getName()
                + " implements Hook alone; it must implement one of its kinds, as PageHook");
      }
    }
    return made;
  }

  /**
   * Those that jars name as services.
   *
   * @throws java.util.ServiceConfigurationError if one cannot be had
   */
  public static Hooks found(ClassLoader loader) {
    return of(
        ServiceLoader.load(Hook.class, loader).stream().map(ServiceLoader.Provider::get).toList());
  }

  /** These, and then others, within the time of these. */
  public Hooks and(Hooks others) {
    List<Hook> both = new ArrayList<>(all);
    both.addAll(others.all);
    return of(both).within(timeMax);
  }

  /**
   * These, each of whose calls may take so long. One that takes longer is interrupted, and fails
   * the URL it was asked about with {@code hookFailed}, whether it returns or not.
   */
  public Hooks within(Duration most) {
    if (most.compareTo(TIME_MIN) < 0) {
      throw new IllegalArgumentException("most is " + most + "; must be 1ms or more");
    }
    return new Hooks(all, most);
  }

  /** How long one call of a hook may take. */
  public Duration timeMax() {
    return timeMax;
  }

  private static <T> List<T> kind(List<Hook> all, Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Stream<List<? extends Hook>> kinds() {
    return Stream.of(requests, responses, retries, outlinks, scopes, pages);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** All of them, once each. */
  public List<Hook> all() {
    return all;
  }

  public List<RequestHook> requests() {
    return requests;
  }

  public List<ResponseHook> responses() {
    return responses;
  }

  public List<RetryHook> retries() {
    return retries;
  }

  public List<OutlinkHook> outlinks() {
    return outlinks;
  }

  public List<ScopeHook> scopes() {
    return scopes;
  }

  public List<PageHook> pages() {
    return pages;
  }
}
