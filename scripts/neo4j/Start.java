import org.neo4j.server.CommunityBootstrapper;
import org.neo4j.server.NeoBootstrapper;

/** Starts a Community server. The published jars of Neo4j 2025 and later hold the bootstrapper but no main class. */
class Start {
  public static void main(String[] args) {
    int status = NeoBootstrapper.start(new CommunityBootstrapper(), args);
    if (status != 0) System.exit(status);
  }
}
