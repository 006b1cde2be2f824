package io.trimtab.tuner.search;

/** Why a point is proposed. */
public enum Reason {
  /** Several dimensions moved together, to see whether any of them matters. */
  SCREEN_GROUP,
  /** One dimension moved alone: an end, a special value, or the middle of a gap. */
  SCREEN_SINGLE,
  /** The forest expects most improvement here. */
  SURROGATE,
  /** One exchange away from one of the best points. */
  NEIGHBOUR,
  /** Drawn at random over all dimensions, for effects that nothing has shown yet. */
  RANDOM,
  /** One of the best points once more, so that luck does not pick the winner. */
  CONFIRM
}
