locals {
  event_patterns = {
    key-events = {
      source      = ["aws.kms"]
      detail-type = ["KMS CMK Rotation", "KMS CMK Deletion", "KMS Imported Key Material Expiration"]
    }

    # Needs a trail in this account and Region that records management events.
    api-calls = {
      source      = ["aws.kms"]
      detail-type = ["AWS API Call via CloudTrail"]
      detail = {
        eventSource = ["kms.amazonaws.com"]
        eventName = [
          "RotateKeyOnDemand",
          "EnableKeyRotation",
          "DisableKeyRotation",
          "CreateKey",
          "EnableKey",
          "DisableKey",
          "ScheduleKeyDeletion",
          "CancelKeyDeletion",
          "PutKeyPolicy",
          "ImportKeyMaterial",
          "DeleteImportedKeyMaterial",
          "ReplicateKey",
          "UpdatePrimaryRegion",
          "UpdateKeyDescription",
          "TagResource",
          "UntagResource",
          "CreateAlias",
          "UpdateAlias",
          "DeleteAlias",
        ]
      }
    }
  }

  rules = {
    for pair in setproduct(local.push_regions, keys(local.event_patterns)) :
    "${pair[0]}/${pair[1]}" => { region = pair[0], name = pair[1] }
  }
}

resource "aws_cloudwatch_event_rule" "push" {
  for_each = local.rules

  region        = each.value.region
  name          = "kms-rotation-gateway-${each.value.name}"
  description   = "Changes of keys, to the queue of kms-rotation-gateway"
  event_pattern = jsonencode(local.event_patterns[each.value.name])
}

resource "aws_cloudwatch_event_target" "push" {
  for_each = local.rules

  region    = each.value.region
  rule      = aws_cloudwatch_event_rule.push[each.key].name
  target_id = "queue"
  arn       = local.queue_arns[each.value.region]
  # In the gateway's own account, the rules need no role: the queue policy allows EventBridge.
  role_arn = local.is_other_account ? aws_iam_role.push[each.value.region].arn : null
}

data "aws_iam_policy_document" "push_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

data "aws_iam_policy_document" "send" {
  for_each = local.queue_arns

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [each.value]
  }
}

# A role for each Region, as in the CloudFormation template.
resource "aws_iam_role" "push" {
  for_each = local.is_other_account ? local.push_regions : toset([])

  name               = "kms-rotation-gateway-push-${each.key}"
  description        = "Assumed by EventBridge to send changes of keys to the queue of kms-rotation-gateway"
  assume_role_policy = data.aws_iam_policy_document.push_trust.json
}

resource "aws_iam_role_policy" "send" {
  for_each = aws_iam_role.push

  name   = "send"
  role   = each.value.name
  policy = data.aws_iam_policy_document.send[each.key].json
}
