package tv.coax.agent.player;

import tv.coax.agent.web.Problem;

/** A request for a film that ends with a problem instead of the film. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refusal(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
