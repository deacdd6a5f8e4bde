namespace Hnsg.Measures;

/// <summary>A sample that did not get its label.</summary>
/// <param name="Sample">Index in its set.</param>
/// <param name="Label">Its class.</param>
/// <param name="Answer">The network's answer.</param>
/// <param name="LabelOutput">Votes for its class; where output neurons never spike, their final membrane in integer units.</param>
/// <param name="AnswerOutput">The same for the answer.</param>
public readonly record struct WrongAnswer(int Sample, int Label, int Answer, int LabelOutput, int AnswerOutput);
