package io.svcaudit.topology.trace;

import io.svcaudit.model.KubeObject;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/// The connections that two ends stand for, as names and selectors may mean several things: those
/// between what belongs together.
public final class Pairs {
  /// One connection.
  public record Pair(Client client, Goal goal) {}

  private final Topology topology;
  private final EveryEnd ends;

  public Pairs(Topology topology, Ends ends) {
    this.topology = topology;
    this.ends = new EveryEnd(topology, ends);
  }

  /// In the order of what was read; never empty.
  ///
  /// @throws UsageException if an end is not there, or cannot be told from others
  public List<Pair> of(EndText.From from, EndText.To to) throws UsageException {
    List<Client> clients = ends.clients(from);
    List<Goal> goals = ends.goals(to);
    var pairs = new ArrayList<Pair>();
    for (Client client : clients)
      for (Goal goal : goals)
        if (together(client, goal)) pairs.add(new Pair(of(client, goal), goal));
    if (!pairs.isEmpty()) return pairs;
    for (Client client : clients)
      for (Goal goal : nearest(client, goals)) pairs.add(new Pair(client, goal));
    return pairs;
  }

  /// A namespace is looked up beside where its Pods connect to.
  private static Client of(Client client, Goal goal) {
    return client instanceof Client.Namespace(String name, var _)
        ? new Client.Namespace(name, goal.object())
        : client;
  }

  private boolean together(Client client, Goal goal) {
    return switch (client) {
      case Client.Pods(var workload) -> topology.together(workload.object(), goal.object());
      case Client.Namespace _, Client.Internet _ -> true;
    };
  }

  /// Where a folder holds one application only, those of the folders beside it are meant.
  private static List<Goal> nearest(Client client, List<Goal> goals) {
    if (!(client instanceof Client.Pods(var workload))) return goals;
    int most = goals.stream().mapToInt(g -> shared(workload.object(), g.object())).max().orElse(0);
    return goals.stream().filter(g -> shared(workload.object(), g.object()) == most).toList();
  }

  /// How many folders two objects lie in together.
  private static int shared(KubeObject a, KubeObject b) {
    String[] one = a.file().directory().split("/", -1);
    String[] other = b.file().directory().split("/", -1);
    int same = 0;
    while (same < Math.min(one.length, other.length) && one[same].equals(other[same])) same++;
    return same;
  }
}
