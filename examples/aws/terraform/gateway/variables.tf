variable "member_account_ids" {
  description = "The other accounts whose keys the gateway serves."
  type        = list(string)

  validation {
    condition     = length(var.member_account_ids) >= 1 && length(var.member_account_ids) <= 49
    error_message = "SQS allows 50 principals in the policy of a queue. Name 1 to 49 accounts."
  }
}

variable "regions" {
  description = "The Regions whose keys the gateway serves."
  type        = set(string)
}

variable "compute_service" {
  description = "The AWS service that runs the gateway."
  type        = string
  default     = "ecs-tasks.amazonaws.com"
}
