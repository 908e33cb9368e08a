package tv.coax.agent.web;

/** A request that is answered with a problem. */
public final class RefusedException extends RuntimeException {

  private final transient Problem problem;

  public RefusedException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
