package tv.coax.service.problem;

/** Problems that say no more than an HTTP status does, in words. */
final class HttpProblems {
  private HttpProblems() {}

  static Problem of(int status) {
    return switch (status) {
      case 400 -> Problem.of(400, "invalid-request", "The request could not be understood.");
      case 401 -> Problem.of(401, "not-signed-in", "This needs a valid access token.");
      case 403 -> Problem.of(403, "forbidden", "The account has no right to do this.");
      case 404 -> Problem.of(404, "not-found", "There is nothing at this address.");
      case 405 -> Problem.of(405, "method-not-allowed", "This address has no such method.");
      case 406 -> Problem.of(406, "not-acceptable", "None of the accepted types can be given.");
      case 411 -> Problem.of(411, "length-required", "The request needs a Content-Length.");
      case 413 -> Problem.of(413, "too-large", "The request's body is larger than allowed.");
      case 415 ->
          Problem.of(415, "unsupported-media-type", "The body's Content-Type is not understood.");
      default ->
          status < 500
              ? Problem.of(status, "invalid-request", "The request could not be carried out.")
              : Problem.of(status, "unexpected", "Something went wrong on our side.");
    };
  }
}
