namespace Hnsg.Measures;

/// <summary>A sample that did not get its label.</summary>
/// <param name="Sample">Index in its set.</param>
/// <param name="Label">Its class.</param>
/// <param name="Answer">What the network said.</param>
/// <param name="LabelVotes">Votes for its class.</param>
/// <param name="AnswerVotes">Votes for the answer.</param>
public readonly record struct WrongAnswer(int Sample, int Label, int Answer, int LabelVotes, int AnswerVotes);
