resource "aws_sqs_queue" "changes" {
  for_each = var.regions

  region = each.key
  name   = "kms-rotation-gateway"
  # A gateway that starts polls every key that it follows, so older messages are not needed.
  message_retention_seconds  = 3600
  visibility_timeout_seconds = 30
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters[each.key].arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "dead_letters" {
  for_each = var.regions

  region                    = each.key
  name                      = "kms-rotation-gateway-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

data "aws_iam_policy_document" "queue" {
  for_each = var.regions

  # Accounts and a condition instead of roles: SQS rejects a policy that names a role that does not exist yet.
  statement {
    sid       = "OtherAccounts"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.changes[each.key].arn]

    principals {
      type        = "AWS"
      identifiers = var.member_account_ids
    }

    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:${local.partition}:iam::*:role/kms-rotation-gateway-push-${each.key}"]
    }
  }

  statement {
    sid       = "SameAccount"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.changes[each.key].arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${local.partition}:events:${each.key}:${local.account_id}:rule/kms-rotation-gateway-key-events",
        "arn:${local.partition}:events:${each.key}:${local.account_id}:rule/kms-rotation-gateway-api-calls",
      ]
    }
  }
}

resource "aws_sqs_queue_policy" "changes" {
  for_each = var.regions

  region    = each.key
  queue_url = aws_sqs_queue.changes[each.key].id
  policy    = data.aws_iam_policy_document.queue[each.key].json
}
